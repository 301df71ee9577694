using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Translators;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary><c>astrometadata dump</c>.</summary>
internal sealed class DumpCommand : ProgramCommand
{
    public const string Summary = "Show the headers of files as YAML.";

    private static readonly ValueOption Mode = new("-m", "--mode")
    {
        Choices = ["yaml", "fixed", "yamlnative", "fixexnative", "fixednative"],
        Default = "yaml",
        Help = "A mapping of cards as they are (yaml) or mended (fixed); the same as a property list, with types (yamlnative, fixednative).",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Show the headers of files as YAML, which the other commands take in place of the files.",
        Arguments = [HeaderOptions.Files],
        Options = [Mode, .. HeaderOptions.Shared],
        Examples = ["HSCA90402512.fits", "HSCA90402512.fits --mode fixed --hdrnum 0"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = await context.FilesAsync(cancellationToken);
        var reader = await context.ReaderAsync(cancellationToken);
        var mode = context.Values[Mode]!;
        var state = mode.StartsWith("fix", StringComparison.Ordinal) ? HeaderState.Fixed : HeaderState.Original;
        var done = 0;
        await foreach (var file in reader.ReadHeadersAsync(files, context.Reading(), state, cancellationToken))
        {
            if (file.Header is null)
            {
                await context.TellAsync(file.Error!);
                continue;
            }

            done++;
            await context.Output.WriteLineAsync(mode.EndsWith("native", StringComparison.Ordinal) ? HeaderText.WritePropertyList(file.Header) : HeaderText.Write(file.Header));
        }

        return done > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
