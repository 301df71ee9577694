using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Datastores.Formatters.Tables;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>
/// Tables as Parquet, with the metadata of the original, of astropy and of pandas. Reading gives an <see cref="ArrowTable"/>, which the
/// butler makes into what the storage class asks for. The parameter <c>columns</c> takes a name or pattern, or a list of them, and of columns
/// with names on several levels also lists of names and a dictionary by level; <c>filters</c> takes conditions on rows, as
/// <c>[["flux", "&gt;", 10]]</c>; with <c>strip_astropy_meta_yaml</c> false, astropy's metadata of the table are read too. <c>columns</c>,
/// <c>rowcount</c> and <c>schema</c> are components that are read from the file's end.
/// </summary>
public sealed class ParquetFormatter : FormatterBase
{
    private const string SchemaType = "Schema";

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".parq", ".parquet"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["columns", "rowcount", "schema"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Parameters { get; } = [ParquetParameters.Columns, ParquetParameters.Filters, ParquetParameters.StripAstropyYaml];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        using var reader = source.IsFar
            ? await ParquetReader.OpenAsync(new ParquetSource(source), cancellationToken).ConfigureAwait(false)
            : await ParquetReader.OpenAsync(await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var file = new ParquetTableFile(reader, request);
        return request.Component switch
        {
            "rowcount" => reader.Metadata.RowCount,
            "columns" => file.Columns,
            "schema" => file.Schema,
            null when request.StorageClass.PythonType.EndsWith(SchemaType, StringComparison.Ordinal) => file.Schema,
            _ => await file.ReadAsync(new(), cancellationToken).ConfigureAwait(false),
        };
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        var style = ArrowCoercion.StyleOf(target.StorageClass);
        try
        {
            var (schema, rows) = value switch
            {
                ArrowTable arrow => (arrow.Schema, arrow.Rows),
                Table table when style == TableStyle.Astropy => Parts(ArrowOfTable.Convert(TableProvenance.Replace(table, target), style)),
                Table table => Parts(ArrowOfTable.Convert(table, style)),
                ArrowTableSchema arrow => (arrow, null),
                TableSchema columns => (ArrowOfTable.Convert(columns, style), (ParquetBatch?)null),
                _ => throw Unfit(value, target, "a Table or an ArrowTable"),
            };
            await ParquetTableFile.WriteAsync(target.LocalPath, schema, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ImagingException or ParquetException)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }

    private static (ArrowTableSchema Schema, ParquetBatch? Rows) Parts(ArrowTable table) => (table.Schema, table.Rows);
}
