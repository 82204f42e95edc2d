"""papernotes config."""

import json

import click
import msgspec

from papernotes.cli import shared


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object: setting → value and origin.")
def config(as_json: bool) -> int:
    """Show the settings in force and where each comes from.

    An option is stronger than the environment (PAPERNOTES_TITLE), that is stronger than the file, and that is stronger
    than the default.
    """
    settings = shared.settings()
    values = msgspec.to_builtins(settings.config)
    shared.say(settings.diagnostics)
    if as_json:
        both = {key: {"value": values[key], "origin": origin} for key, origin in settings.origins.items()}
        click.echo(json.dumps({"root": {"value": values["root"], "origin": "found"}, **both}, indent=1))
        return 0
    lines = [
        (f"{key} = {json.dumps(values[key], ensure_ascii=False)}", origin) for key, origin in settings.origins.items()
    ]
    width = min(60, max(len(line) for line, _ in lines))
    click.echo(f"# {values['root']}")
    for line, origin in lines:
        click.echo(f"{line:{width}}  # {origin}")
    return 0
