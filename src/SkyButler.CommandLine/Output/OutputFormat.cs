using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Output;

/// <summary>How listings are written.</summary>
internal static class OutputFormat
{
    public const string Table = "table";
    public const string Csv = "csv";
    public const string Json = "json";
    public const string JsonLines = "jsonl";

    /// <summary>The option that chooses.</summary>
    public static readonly ValueOption Option = new("--format")
    {
        Choices = [Table, Csv, Json, JsonLines],
        Default = Table,
        Help = "How to print the listing: a table for reading, or CSV, one JSON array, or one JSON object a line (as they are found) for programs.",
    };

    /// <summary>A writer of the chosen format.</summary>
    public static ListingWriter Open(string format, TextWriter output) => format switch
    {
        Csv => new CsvListing(output),
        Json => new JsonListing(output, isLines: false),
        JsonLines => new JsonListing(output, isLines: true),
        _ => new TableListing(output),
    };
}
