using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;

namespace SkyButler.CommandLine.ButlerCommands.Dimensions;

/// <summary><c>butler query-dimension-records</c>.</summary>
internal sealed class QueryDimensionRecordsCommand : ProgramCommand
{
    public const string Summary = "List the records of a dimension.";

    private static readonly CommandArgument Element = new("ELEMENT", "ELEMENT is the name of a dimension, or of a relation between dimensions.");

    private static readonly FlagOption NoCheck = new("--no-check") { Help = "Kept for older scripts; it changes nothing." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List what a repository knows of the values of a dimension, such as its detectors or exposures.",
        Arguments = [RepositoryArgument.Existing, Element],
        Options = [.. DataIdOptions.All, NoCheck, OutputFormat.Option],
        Examples =
        [
            "repo detector --where \"instrument='HSC' AND detector.purpose='SCIENCE'\"",
            "repo exposure --datasets raw --collections HSC/raw/all --format json",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var format = values[OutputFormat.Option]!;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var element = butler.Universe[values[Element]];
        var query = DataIdOptions.Query(context, element.MinimalGroup.Names, "dimension records");
        var writer = OutputFormat.Open(format, context.Output);
        var isSorted = values[DataIdOptions.OrderBy].Count == 0 && !writer.IsStreaming;
        var records = new List<DimensionRecord>();
        var count = 0;
        await writer.BeginAsync([.. element.Schema.Fields.Select(field => new TableColumn(Header(field)))], cancellationToken);
        await foreach (var record in butler.Queries.RecordsAsync(element.Name, query, cancellationToken))
        {
            count++;
            if (isSorted)
                records.Add(record);
            else
                await AddAsync(writer, record, cancellationToken);
        }

        foreach (var record in records.OrderBy(record => record.DataId))
            await AddAsync(writer, record, cancellationToken);
        if (count == 0 && format == OutputFormat.Table)
            await Messages.WriteReasonsAsync(context.Output, await butler.Queries.ExplainAsync(query, element.Name, cancellationToken));
        else
            await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static string Header(DimensionRecordField field) => field.Type == ColumnType.Timespan ? $"{field.Name} (TAI)" : field.Name;

    private static Task AddAsync(ListingWriter writer, DimensionRecord record, CancellationToken cancellationToken) =>
        writer.AddAsync([.. record.Values.Select((value, i) => Cell(value, record.Element.Schema.Fields[i].Type))], cancellationToken);

    private static object? Cell(object? value, ColumnType type) => (type, value) switch
    {
        (_, null) => null,
        (ColumnType.Region, _) => "(elided)",
        (_, byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes),
        (_, Timespan timespan) => timespan.ToString(),
        _ => value,
    };
}
