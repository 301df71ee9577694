using SkyButler.Datastores.Formatters.Images;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Datastores.Formatters.Tables;

/// <summary>
/// Tables as ECSV, FITS, VOTable, CSV or Parquet. What a file is, is seen from its content; what is written, the write parameter <c>format</c>
/// says (<c>ecsv</c> without one); <c>tabledata_format</c> says how a VOTable holds its rows: <c>tabledata</c> (without one), <c>binary</c> or
/// <c>binary2</c>. The parameter <c>columns</c> takes a name or pattern, or a list of them, and reads no other columns;
/// <c>columns</c>, <c>rowcount</c> and <c>schema</c> are components that are had without the rows' values.
/// </summary>
public class TableFormatter : FormatterBase
{
    private const string FormatParameter = "format";
    private const string SerializationParameter = "tabledata_format";
    private const string ColumnsParameter = "columns";

    private static readonly ParquetFormatter Parquet = new();

    // Parquet has a reader and writer of its own.
    private static readonly Dictionary<string, (TableFormat? Format, string Extension)> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ecsv"] = (TableFormat.Ecsv, ".ecsv"),
        ["fits"] = (TableFormat.Fits, ".fits"),
        ["votable"] = (TableFormat.Votable, ".vot"),
        ["csv"] = (TableFormat.Csv, ".csv"),
        ["parquet"] = (null, ".parq"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".ecsv", ".fits", ".fits.gz", ".fit", ".vot", ".votable", ".xml", ".csv", ".txt", ".parq", ".parquet"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["columns", "rowcount", "schema"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Parameters { get; } = [ColumnsParameter];

    /// <summary>The values of <c>format</c> that can be written.</summary>
    private protected virtual IReadOnlyCollection<string> Writable => Formats.Keys;

    /// <inheritdoc />
    public override string ExtensionFor(IReadOnlyDictionary<string, object?> parameters) => Chosen(parameters).Extension;

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        // What is wanted whole is fetched by one request; what it is, is seen then.
        if (source.IsFar && !FitsOpening.IsPart(request))
            await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
        if (await IsParquetAsync(source, cancellationToken).ConfigureAwait(false))
            return await Parquet.ReadAsync(source, request, cancellationToken).ConfigureAwait(false);
        var columns = Columns(request);
        if (FitsOpening.IsPart(request) && await FitsOpening.IsFarFitsAsync(source, cancellationToken).ConfigureAwait(false))
        {
            var file = await FitsOpening.OpenAsync(source, request, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                var table = TableFile.Find(file);
                return request.Component switch
                {
                    "rowcount" => table.RowCount,
                    null => await table.ReadTableAsync(new TableReadOptions { Columns = columns }, cancellationToken).ConfigureAwait(false),
                    _ => Described(table.Schema, columns, request),
                };
            }
        }

        var path = await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
        return request.Component switch
        {
            "rowcount" => await TableFile.CountRowsAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false),
            null => await TableFile.ReadAsync(path, new TableReadOptions { Columns = columns }, cancellationToken).ConfigureAwait(false),
            _ => Described(await TableFile.ReadSchemaAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false), columns, request),
        };
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        if (value is not Table table)
            throw Unfit(value, target, "a Table");
        try
        {
            var marked = TableProvenance.Replace(table, target);
            await (Chosen(target.Parameters).Format is { } format
                ? TableFile.WriteAsync(target.LocalPath, marked, format, new() { Votable = Serialization(target.Parameters) }, cancellationToken)
                : ParquetTable.WriteAsync(target.LocalPath, marked, cancellationToken)).ConfigureAwait(false);
        }
        catch (TableException e)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }

    private (TableFormat? Format, string Extension) Chosen(IReadOnlyDictionary<string, object?> parameters)
    {
        var name = parameters.GetValueOrDefault(FormatParameter) as string ?? "ecsv";
        if (name.Equals("hdf5", StringComparison.OrdinalIgnoreCase))
            throw new DatastoreException($"Tables are not written as HDF5 here; choose {string.Join(", ", Writable)}.");
        return Writable.Contains(name, StringComparer.OrdinalIgnoreCase) && Formats.TryGetValue(name, out var chosen)
            ? chosen
            : throw new DatastoreException($"The formatter {GetType().Name} writes no '{name}'; its write parameter 'format' can be {string.Join(", ", Writable)}.{Suggestions.For(name, Writable)}");
    }

    private VotableSerialization Serialization(IReadOnlyDictionary<string, object?> parameters)
    {
        var names = Enum.GetNames<VotableSerialization>().Select(name => name.ToLowerInvariant()).ToList();
        return parameters.GetValueOrDefault(SerializationParameter) switch
        {
            null => VotableSerialization.TableData,
            string name when names.Contains(name, StringComparer.OrdinalIgnoreCase) => Enum.Parse<VotableSerialization>(name, ignoreCase: true),
            var other => throw new DatastoreException(
                $"The formatter {GetType().Name} writes no VOTable with '{other}'; its write parameter '{SerializationParameter}' can be {string.Join(", ", names)}.{Suggestions.For($"{other}", names)}"),
        };
    }

    private static async ValueTask<bool> IsParquetAsync(FormatterSource source, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        if (source.Size < head.Length)
            return false;
        await source.ReadPieceAsync(0, head, cancellationToken).ConfigureAwait(false);
        return head.AsSpan().SequenceEqual("PAR1"u8);
    }

    private static object Described(TableSchema schema, IReadOnlyList<string>? columns, FormatterRequest request)
    {
        var chosen = columns is null ? schema : schema.Select(columns);
        return request.Component == "schema" ? chosen : chosen.Names.Cast<object?>().ToList();
    }

    private static IReadOnlyList<string>? Columns(FormatterRequest request) => request.Parameters.GetValueOrDefault(ColumnsParameter) switch
    {
        null => null,
        string one => [one],
        IEnumerable<string> many => [.. many],
        IEnumerable<object?> many when many.All(item => item is string) => [.. many.Cast<string>()],
        var other => throw new DatastoreException($"The parameter '{ColumnsParameter}' takes a name or pattern, or a list of them, not {other.GetType().Name}."),
    };
}
