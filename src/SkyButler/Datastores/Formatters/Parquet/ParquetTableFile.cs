using System.Globalization;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Parquet;
using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>What a request chooses of an open Parquet file.</summary>
internal sealed class ParquetTableFile
{
    private readonly ParquetReader reader;
    private readonly FormatterRequest request;
    private readonly PandasMetadata? pandas;
    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<string>? chosen;

    public ParquetTableFile(ParquetReader reader, FormatterRequest request)
    {
        (this.reader, this.request) = (reader, request);
        names = [.. reader.Schema.Fields.Select(f => f.Name)];
        pandas = PandasMetadata.Read(reader.Metadata.KeyValues.GetValueOrDefault(ArrowKeys.Pandas));
        chosen = ParquetParameters.ChooseColumns(request, names, pandas);
    }

    /// <summary>Names of the columns that are chosen, without those that pandas made for itself.</summary>
    public List<object?> Columns => [.. (chosen ?? names).Where(ParquetParameters.IsVisible)];

    /// <summary>The schema of the columns that are chosen, with all that is told of the table.</summary>
    public ArrowTableSchema Schema
    {
        get
        {
            if (chosen is null)
                return SchemaOf(reader.Schema);
            var byName = reader.Schema.Fields.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            return SchemaOf(new ParquetSchema([.. Wanted.Select(name => byName[name])]));
        }
    }

    // As with pandas, a table comes with its index.
    private IReadOnlyList<string> Wanted => chosen is null ? names
        : [.. chosen.Union(pandas is null ? [] : pandas.IndexColumns.Intersect(names, StringComparer.Ordinal), StringComparer.Ordinal)];

    /// <summary>Reads the rows: those of a part of the file that the options give, without columns and filter.</summary>
    public async Task<ArrowTable> ReadAsync(ParquetReadOptions part, CancellationToken cancellationToken)
    {
        var filter = ParquetFilters.Of(request);
        var strips = ParquetParameters.Strips(request);
        var rows = await reader.ReadAsync(part with { Columns = Wanted, Filter = filter }, cancellationToken).ConfigureAwait(false);
        var schema = SchemaOf(rows.Schema);
        var keyValues = new OrderedDictionary<string, string>(schema.KeyValues, StringComparer.Ordinal);
        if (strips)
            keyValues.Remove(ArrowKeys.AstropyYaml);
        if (keyValues.ContainsKey(ArrowKeys.RowCount))
            keyValues[ArrowKeys.RowCount] = rows.RowCount.ToString(CultureInfo.InvariantCulture);
        return new(rows) { Schema = schema with { KeyValues = keyValues } };
    }

    /// <summary>Writes a file, of no rows where there are none. Row groups are smaller than the original's, so that writing takes little memory.</summary>
    public static async Task WriteAsync(string path, ArrowTableSchema schema, ParquetBatch? rows, CancellationToken cancellationToken)
    {
        var keyValues = new OrderedDictionary<string, string>(schema.KeyValues, StringComparer.Ordinal)
        {
            [ArrowSchema.Key] = ArrowSchema.Write(schema.Fields, schema.ArrowFields),
        };
        // Texts may have come with other rows.
        if (rows is not null && keyValues.ContainsKey(ArrowKeys.RowCount))
            keyValues[ArrowKeys.RowCount] = rows.RowCount.ToString(CultureInfo.InvariantCulture);
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            var writer = ParquetWriter.Create(stream, schema.Fields, new() { KeyValues = keyValues });
            await using (writer.ConfigureAwait(false))
            {
                if (rows is not null)
                    await writer.WriteAsync(rows, cancellationToken).ConfigureAwait(false);
                await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ArrowTableSchema SchemaOf(ParquetSchema fields)
    {
        var kept = fields.Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var keyValues = new OrderedDictionary<string, string>(
            reader.Metadata.KeyValues.Where(k => k.Key != ArrowSchema.Key && ArrowKeys.Concerns(k.Key, kept)), StringComparer.Ordinal);
        return new(fields) { KeyValues = keyValues, ArrowFields = [.. (ArrowSchema.Read(reader.Metadata) ?? []).Where(f => kept.Contains(f.Name))] };
    }
}
