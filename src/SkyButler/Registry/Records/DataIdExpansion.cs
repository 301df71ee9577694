using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Records;

/// <summary>Finds the records of many data IDs of one group, element by element, and takes implied values from them.</summary>
internal sealed class DataIdExpansion
{
    private readonly DimensionGroup group;
    private readonly IReadOnlyList<DataCoordinate> dataIds;
    private readonly DataIdValue[][] values;
    private readonly DimensionRecord?[][] records;
    private readonly Dictionary<string, int> elements = new(StringComparer.Ordinal);
    private readonly bool[] known;

    public DataIdExpansion(DimensionGroup group, IReadOnlyList<DataCoordinate> dataIds)
    {
        this.group = group;
        this.dataIds = dataIds;
        foreach (var element in group.Elements)
            elements.Add(element.Name, elements.Count);
        known = new bool[group.Count];
        values = new DataIdValue[dataIds.Count][];
        records = new DimensionRecord?[dataIds.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new DataIdValue[group.Count];
            dataIds[i].Values[..group.Required.Count].CopyTo(values[i]);
            records[i] = new DimensionRecord?[group.Elements.Count];
        }
    }

    /// <summary>Which records are wanted; what others imply must not be.</summary>
    public Predicate<DimensionElement> IsWanted { get; init; } = _ => true;

    public async Task<IReadOnlyList<DataCoordinate>> RunAsync(RecordMemory memory, CancellationToken cancellationToken)
    {
        foreach (var element in group.LookupOrder.Where(e => IsWanted(e)))
            await LookUpAsync(element, memory, cancellationToken).ConfigureAwait(false);
        var expanded = new DataCoordinate[values.Length];
        for (var i = 0; i < expanded.Length; i++)
            expanded[i] = new DataCoordinate(group, values[i], new ElementRecords(elements, records[i]));
        return expanded;
    }

    private async Task LookUpAsync(DimensionElement element, RecordMemory memory, CancellationToken cancellationToken)
    {
        var positions = element.Required.Select(r => group.IndexOf(r.Name)).ToArray();
        var place = elements[element.Name];
        var slots = new int[values.Length];
        var keys = new List<RecordKey>();
        var places = new Dictionary<RecordKey, int>();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && SameKey(i, positions))
            {
                slots[i] = slots[i - 1];
                continue;
            }

            var key = Key(i, positions);
            if (!places.TryGetValue(key, out slots[i]))
            {
                places[key] = slots[i] = keys.Count;
                keys.Add(key);
            }
        }

        var found = await memory.FetchAsync(element, keys, cancellationToken).ConfigureAwait(false);
        var implied = element.Implied.Select(e => group.IndexOf(e.Name)).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var record = found[slots[i]] ?? Missing(element, i);
            records[i][place] = record;
            if (record is not null)
                TakeImplied(element, implied, record, i);
        }

        foreach (var position in implied)
            if (position >= 0)
                known[position] = true;
    }

    private RecordKey Key(int row, int[] positions)
    {
        var key = new DataIdValue[positions.Length];
        for (var i = 0; i < key.Length; i++)
            key[i] = values[row][positions[i]];
        return new(key);
    }

    private bool SameKey(int row, int[] positions)
    {
        foreach (var position in positions)
            if (values[row][position] != values[row - 1][position])
                return false;
        return true;
    }

    private DimensionRecord? Missing(DimensionElement element, int row)
    {
        if (!element.IsDimension && !element.DefinesRelationships)
            return null;
        var key = "{" + string.Join(", ", element.Required.Select(r => $"{r.Name}: {Quoted(values[row][group.IndexOf(r.Name)])}")) + "}";
        throw element.IsDimension
            ? new DataIdValueException($"There is no '{element}' record with data ID {key}; add it first ('butler insert-dimension-records'), or correct the value.")
            : new InconsistentDataIdException($"The values {key} of the data ID {dataIds[row]} don't belong together: there is no '{element}' record with them.");
    }

    private void TakeImplied(DimensionElement element, int[] implied, DimensionRecord record, int row)
    {
        for (var j = 0; j < implied.Length; j++)
        {
            var position = implied[j];
            if (position < 0)
                continue;
            var value = DataIdValue.From(record.Values[element.Schema.RequiredCount + j]!);
            // Two records may imply the same dimension, or a required one; then they must agree.
            var isGiven = position < group.Required.Count || dataIds[row].IsFull;
            var given = isGiven ? dataIds[row].Values[position] : values[row][position];
            if ((isGiven || known[position]) && given != value)
                throw new InconsistentDataIdException(
                    $"The data ID {dataIds[row]} contradicts the registry: {element.Implied[j]} of {element} {record.DataId} is {Quoted(value)}, not {Quoted(given)}.");
            values[row][position] = value;
        }
    }

    private static string Quoted(DataIdValue value) => value.IsText ? $"'{value}'" : value.ToString();
}
