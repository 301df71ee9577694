using SkyButler.Datastores.Formatters.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Datastores.Formatters.Tables;

/// <summary>
/// Tables as ECSV, FITS, VOTable or CSV. What a file is, is seen from its content; what is written, the write parameter <c>format</c>
/// says (<c>ecsv</c> without one); <c>tabledata_format</c> says how a VOTable holds its rows: <c>tabledata</c> (without one), <c>binary</c> or
/// <c>binary2</c>. The parameter <c>columns</c> takes a name or pattern, or a list of them, and reads no other columns;
/// <c>columns</c>, <c>rowcount</c> and <c>schema</c> are components that are had without the rows' values.
/// </summary>
public class TableFormatter : FormatterBase
{
    private const string FormatParameter = "format";
    private const string SerializationParameter = "tabledata_format";
    private const string ColumnsParameter = "columns";
    private const string ProvenancePrefix = "LSST.BUTLER";

    private static readonly Dictionary<string, (TableFormat Format, string Extension)> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ecsv"] = (TableFormat.Ecsv, ".ecsv"),
        ["fits"] = (TableFormat.Fits, ".fits"),
        ["votable"] = (TableFormat.Votable, ".vot"),
        ["csv"] = (TableFormat.Csv, ".csv"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".ecsv", ".fits", ".fits.gz", ".fit", ".vot", ".votable", ".xml", ".csv", ".txt"];

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
            var options = new TableWriteOptions { Votable = Serialization(target.Parameters) };
            await TableFile.WriteAsync(target.LocalPath, WithProvenance(table, target), Chosen(target.Parameters).Format, options, cancellationToken).ConfigureAwait(false);
        }
        catch (TableException e)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }

    private (TableFormat Format, string Extension) Chosen(IReadOnlyDictionary<string, object?> parameters)
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

    // What a table came with tells of another dataset.
    private static Table WithProvenance(Table table, FormatterTarget target)
    {
        var metadata = new OrderedDictionary<string, object?>(
            table.Metadata.Where(item => !item.Key.StartsWith(ProvenancePrefix + ".", StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
        foreach (var (key, value) in target.Provenance.Describe(target.Dataset, ProvenancePrefix, '.'))
            metadata[key] = value;
        return new Table(table.Columns, metadata);
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
