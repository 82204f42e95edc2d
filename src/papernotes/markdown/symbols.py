"""TeX commands and the characters they stand for, as far as they occur in titles and are searched for."""

_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ imath ı jmath ȷ "
    "Re ℜ Im ℑ aleph ℵ nabla ∇ partial ∂ infty ∞ emptyset ∅ varnothing ∅ R ℝ N ℕ Z ℤ Q ℚ C ℂ"
)
_SIGNS = (
    "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ~ simeq ≃ cong ≅ equiv ≡ propto ∝ "
    "in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ wedge ∧ vee ∨ land ∧ lor ∨ "
    "neg ¬ lnot ¬ forall ∀ exists ∃ to → rightarrow → longrightarrow → mapsto ↦ leftarrow ← gets ← leftrightarrow ↔ "
    "Rightarrow ⇒ implies ⇒ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔ uparrow ↑ downarrow ↓ times × cdot · ast ∗ star ⋆ "
    "circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ pm ± mp ∓ div ÷ sum ∑ prod ∏ int ∫ oint ∮ bigcup ⋃ bigcap ⋂ "
    "sqrt √ langle ⟨ rangle ⟩ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ mid | parallel ∥ perp ⊥ top ⊤ bot ⊥ "
    "vdash ⊢ models ⊨ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ dagger † "
    "angle ∠ triangle △ coloneqq ≔ triangleq ≜ intercal ⊺"
)
_SILENT = (
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle textstyle limits "
    "nolimits mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathbb mathbbm mathds boldsymbol bm bf rm "
    "it text textrm textbf textit textsf texttt mbox operatorname begin end label tag nonumber notag hat bar tilde "
    "vec dot ddot widehat widetilde overline underline mathop mathbin mathrel color textcolor boxed phantom hspace "
    "vspace ensuremath emph scriptstyle frac dfrac tfrac"
)


def _table(text: str) -> dict[str, str]:
    parts = text.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


SYMBOLS: dict[str, str] = {
    **_table(_LETTERS),
    **_table(_SIGNS),
    **dict.fromkeys(_SILENT.split(), ""),
    "quad": " ",
    "qquad": " ",
    "lbrace": "{",
    "rbrace": "}",
}
