"""Words of a query on the command line: one with a minus in front is turned round, and no option."""

import re

import click

_TURNED = re.compile(r"-[^-].")


class Queried(click.Command):
    """A command whose arguments are a query and whose options begin with two minuses, but for `-h`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `-status:read` for a word, wherever it stands; click would look for the options -s, -t, …"""
        end = args.index("--") if "--" in args else len(args)
        turned = [arg for arg in args[:end] if _TURNED.match(arg)]
        others = [arg for arg in args[:end] if not _TURNED.match(arg)]
        return super().parse_args(ctx, [*others, "--", *turned, *args[end + 1 :]])
