using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary><c>astrometadata list-translators</c>.</summary>
internal sealed class ListTranslatorsCommand : ProgramCommand
{
    public const string Name = "list-translators";
    public const string Summary = "List the translators, in the order in which they are asked.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = Summary + " Those that are named by --packages or SKYBUTLER_TRANSLATORS come first.",
        Options = [HeaderOptions.Packages],
        Examples = ["-p mycam.yaml"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        foreach (var name in (await context.CatalogAsync(cancellationToken)).Names)
            await context.Output.WriteLineAsync(name);
        return ExitCodes.Success;
    }
}
