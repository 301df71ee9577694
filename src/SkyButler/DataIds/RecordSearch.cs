using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.DataIds;

/// <summary>Finds the one dimension record whose fields have given values.</summary>
internal sealed class RecordSearch
{
    private const string Instrument = "instrument";
    private const string Visit = "visit";
    private const string VisitSystem = "visit_system";
    private const string Membership = "visit_system_membership";
    private const long NoVisitSystem = -1;
    private readonly SqlRegistry registry;
    private readonly Lazy<QueryEngine> queries;

    public RecordSearch(SqlRegistry registry, Lazy<QueryEngine> queries)
    {
        this.registry = registry;
        this.queries = queries;
    }

    /// <summary>The record of a dimension whose key is given, checked against the fields.</summary>
    /// <exception cref="DataIdException">There is none, or a field has another value.</exception>
    public async Task<DimensionRecord> GetAsync(
        DimensionElement dimension, DataId dataId, IReadOnlyDictionary<string, object> fields, CancellationToken cancellationToken)
    {
        var coordinate = DataCoordinate.Standardize(dimension.MinimalGroup, new DataId(dataId.Where(p => dimension.Required.Any(r => r.Name == p.Key))));
        var found = await registry.Records.FetchAsync(dimension, [coordinate], cancellationToken).ConfigureAwait(false);
        if (found.Values.FirstOrDefault() is not { } record)
            throw new DataIdValueException($"There is no {dimension} with data ID {coordinate}.");
        foreach (var (field, value) in fields)
        {
            if (!Same(record[field], value))
                throw new InconsistentDataIdException($"The data ID contradicts itself: '{field}' of {dimension} {coordinate} is '{Text(record[field])}', not '{Text(value)}'.");
        }

        return record;
    }

    /// <summary>The one record with the fields.</summary>
    /// <exception cref="DataIdException">There is none, or there are several.</exception>
    public async Task<DimensionRecord> FindAsync(
        DimensionElement dimension, DataId dataId, IReadOnlyDictionary<string, object> fields, CancellationToken cancellationToken)
    {
        var found = new List<DimensionRecord>();
        var query = new DataIdQuery { Dimensions = [dimension.Name], DataId = dataId, Where = Condition(dimension, fields) };
        await foreach (var record in queries.Value.RecordsAsync(dimension.Name, query, cancellationToken).ConfigureAwait(false))
        {
            if (fields.All(f => Same(record[f.Key], f.Value)))
                found.Add(record);
        }

        if (found.Count > 1 && dimension.Name == Visit)
            found = await OfPreferredSystemAsync(found, cancellationToken).ConfigureAwait(false);
        var asked = string.Join(", ", fields.Select(f => $"{f.Key} = '{Text(f.Value)}'"));
        return found switch
        {
            [var only] => only,
            [] => throw new DataIdValueException($"There is no {dimension} with {asked}{(dataId.Count > 0 ? $" and {dataId}" : "")}."),
            _ => throw new DataIdException(
                $"{found.Count} records of {dimension} have {asked}, among them {found[0].DataId} and {found[1].DataId}; say more, or give the {dimension} itself."),
        };
    }

    // The condition only narrows the search: what can't be said in the language is compared afterwards.
    private static string Condition(DimensionElement dimension, IReadOnlyDictionary<string, object> fields) => string.Join(" AND ", fields
        .Where(f => f.Value is long or int or string && !Text(f.Value).Contains('\'', StringComparison.Ordinal))
        .Select(f => f.Value is string text
            ? $"{dimension}.{f.Key} = '{text}'"
            : string.Create(CultureInfo.InvariantCulture, $"{dimension}.{f.Key} = {f.Value}")));

    private async Task<List<DimensionRecord>> OfPreferredSystemAsync(List<DimensionRecord> visits, CancellationToken cancellationToken)
    {
        var universe = registry.Universe;
        if (!universe.TryGet(Membership, out var membership) || universe[Instrument].Schema.IndexOf(VisitSystem) < 0)
            return visits;
        var instruments = await registry.Records.FetchAsync(
            universe[Instrument], [.. visits.Select(v => v.DataId.Subset(universe[Instrument].MinimalGroup)).Distinct()], cancellationToken).ConfigureAwait(false);
        var wanted = visits.ToDictionary(
            v => DataCoordinate.Standardize(membership.MinimalGroup, new DataId(v.DataId) { [VisitSystem] = SystemOf(v) }), v => v);
        var members = await registry.Records.FetchAsync(membership, wanted.Keys, cancellationToken).ConfigureAwait(false);
        return [.. wanted.Where(w => members.ContainsKey(w.Key)).Select(w => w.Value)];

        long SystemOf(DimensionRecord visit) =>
            instruments[visit.DataId.Subset(universe[Instrument].MinimalGroup)][VisitSystem] as long? ?? NoVisitSystem;
    }

    private static bool Same(object? recorded, object given) => (recorded, given) switch
    {
        (null, _) => false,
        (string a, _) => a == given as string,
        (double a, _) when given is double or float or long or int => a.Equals(Convert.ToDouble(given, CultureInfo.InvariantCulture)),
        (long a, _) when given is long or int or short or byte => a == Convert.ToInt64(given, CultureInfo.InvariantCulture),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => Equals(recorded, given),
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
}
