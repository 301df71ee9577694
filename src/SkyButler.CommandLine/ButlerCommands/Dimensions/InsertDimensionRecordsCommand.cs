using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Dimensions;

/// <summary><c>butler insert-dimension-records</c>.</summary>
internal sealed class InsertDimensionRecordsCommand : ProgramCommand
{
    public const string Summary = "Add records of dimensions from a file.";

    private static readonly CommandArgument Source = new(
        "FILE", "FILE is a YAML or JSON mapping of dimension names to lists of records, each a mapping of fields.");

    private static readonly FlagOption Replace = new("--replace") { Help = "Records that are there get the new values." };

    private static readonly FlagOption SkipExisting = new("--skip-existing") { Help = "Records that are there stay as they are." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add records of dimensions, such as exposures or visits, from a file that a person or a script wrote. "
            + "Either all of them are added, or none.\n"
            + "A timespan is a list of two dates in TAI, null for no end; a region is CIRCLE, RANGE or POLYGON with degrees, as in queries, or its bytes as hexadecimal digits.",
        Arguments = [RepositoryArgument.Existing, Source],
        Options = [Replace, SkipExisting],
        Examples =
        [
            "repo exposures.yaml",
            "repo exposures.yaml --skip-existing",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        if (values[Replace] && values[SkipExisting])
            throw new UsageException("Give --replace or --skip-existing, not both.");
        if (!File.Exists(values[Source]))
            throw new CommandFailure($"The file '{values[Source]}' does not exist.");
        var text = await File.ReadAllTextAsync(values[Source], cancellationToken);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var parts = DimensionRecordFile.Read(text, values[Source], butler.Universe);
        var mode = values[Replace] ? RecordInsertMode.Replace : values[SkipExisting] ? RecordInsertMode.SkipExisting : RecordInsertMode.New;
        try
        {
            await butler.Registry.TransactAsync(
                async token =>
                {
                    foreach (var (element, records) in parts)
                        await butler.Registry.Records.InsertAsync(element, records, mode, token);
                },
                cancellationToken);
        }
        catch (RegistryException e)
        {
            throw new CommandFailure($"Nothing of '{values[Source]}' was added: {e.Message}");
        }

        return ExitCodes.Success;
    }
}
