using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Observations;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary><c>astrometadata translate</c>.</summary>
internal sealed class TranslateCommand : ProgramCommand
{
    public const string Summary = "Show what was observed, by the headers of files.";

    private const string Table = "table";
    private const string Verbose = "verbose";

    private static readonly FlagOption Quiet = new("-q", "--quiet") { Negative = "--no-quiet", Help = "Show nothing but failures." };

    private static readonly ValueOption Mode = new("-m", "--mode")
    {
        Choices = ["auto", Verbose, Table],
        Default = "auto",
        Help = "All properties (verbose), or a line for each (table); auto is verbose for a single one.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Translate the headers of files and show the properties of what was observed. Files that can't be read or translated are told of; "
            + "the others are shown.",
        Arguments = [HeaderOptions.Files],
        Options = [Quiet, Mode, HeaderOptions.Translator, .. HeaderOptions.Shared],
        Examples = ["HSCA90402512.fits", "/data/night1 --mode table", "s3://bucket/night1/ -p mycam.yaml -q"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = await context.FilesAsync(cancellationToken);
        var reader = await context.ReaderAsync(cancellationToken);
        var reading = context.Reading() with { Translator = context.Values[HeaderOptions.Translator] };
        var mode = context.Values[Mode] == "auto" && files.Count > 1 ? Table : context.Values[Mode]!;
        var (done, hasHeading) = (0, false);
        await foreach (var file in reader.ReadAsync(files, reading, cancellationToken))
        {
            if (file.Error is { } error)
            {
                await context.TellAsync(error);
                continue;
            }

            done++;
            if (context.Values[Quiet])
                continue;
            if (mode == Verbose || (mode == "auto" && file.Observations.Count == 1))
            {
                foreach (var observation in file.Observations)
                    await context.Output.WriteLineAsync(ObservationText.Verbose(observation));
                continue;
            }

            if (!hasHeading)
                await context.Output.WriteLineAsync(ObservationText.TableHeading);
            hasHeading = true;
            foreach (var observation in file.Observations)
                await context.Output.WriteLineAsync(ObservationText.TableRow(observation));
        }

        return done > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
