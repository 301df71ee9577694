using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Adds the values that an element's records imply to batches that have its keys.</summary>
internal sealed class ImpliedValues
{
    private readonly DimensionElement element;
    private readonly KeyedLookUp<DataIdValue[]> lookUp;

    public ImpliedValues(RegistryContext context, DimensionElement element)
    {
        this.element = element;
        var schema = element.Schema;
        lookUp = new(context, element, [.. schema.Fields.Skip(schema.RequiredCount).Take(element.Implied.Count)], Read);
    }

    public async Task AddAsync(AnswerBatch batch, CancellationToken cancellationToken)
    {
        var keys = new KeyColumn[element.Required.Count];
        for (var k = 0; k < keys.Length; k++)
            keys[k] = batch.Key(element.Required[k].Name);
        var found = await lookUp.FindAsync(keys, batch.Rows.Count, cancellationToken).ConfigureAwait(false);
        for (var row = 0; row < found.Length; row++)
        {
            if (found[row] is null)
                throw Missing(keys, row);
        }

        for (var i = 0; i < element.Implied.Count; i++)
            batch.Add(element.Implied[i].Name, new KeyColumn(found, i));
    }

    private DataIdValue[] Read(RowBatch batch, int row, int column)
    {
        var values = new DataIdValue[element.Implied.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = batch.Value(column + i, row);
        return values;
    }

    private RegistryException Missing(KeyColumn[] keys, int row) => new(
        $"The database is damaged: there is no record of {element} for {string.Join(", ", element.Required.Select((r, k) => $"{r}={keys[k][row]}"))}.");
}
