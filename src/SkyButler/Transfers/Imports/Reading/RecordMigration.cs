using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Transfers.Exports;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>Dimension records of export files as records of a repository's universe, which may be newer than the file's.</summary>
internal sealed class RecordMigration(ImportHeader header, DimensionUniverse universe, ILogger log)
{
    private readonly Dictionary<string, string?> classNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    private bool IsOld(int before) => header.UniverseVersion < before && universe.Version >= before && universe.Namespace == ExportFile.UsualNamespace;

    /// <summary>The dimensions of a dataset type of the file as they are here.</summary>
    public IReadOnlyList<string> Dimensions(IReadOnlyList<string> dimensions) =>
        IsOld(2) && dimensions.Contains("visit") ? [.. dimensions.Where(d => d != "visit_system")] : dimensions;

    /// <summary>The records of a part, and those that follow from them, in the order in which they can be inserted.</summary>
    public IReadOnlyList<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)> Read(ImportPart.Records part)
    {
        var element = Known(part.Where, part.Element);
        var derived = new List<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>();
        var after = new List<(DimensionElement, IReadOnlyList<DimensionRecord>)>();
        var rows = part.Rows.Select(row => (Row: row, Values: Values(element, row))).ToList();
        switch (element.Name)
        {
            case "instrument":
                foreach (var (_, values) in rows)
                    if (values.GetValueOrDefault("name") is string name)
                        classNames[name] = values.GetValueOrDefault("class_name") as string;
                break;
            case "exposure" or "visit":
                derived.AddRange(MigrateObservations(element.Name, rows));
                if (element.Name == "visit" && IsOld(2))
                    after.Add(Memberships(rows));
                break;
            case "visit_definition" when IsOld(2):
                foreach (var (_, values) in rows)
                    values.Remove("visit_system");
                break;
        }

        return [.. derived, (element, [.. rows.Select(r => Record(element, r.Row, r.Values))]), .. after];
    }

    private IEnumerable<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)> MigrateObservations(string element, List<(ConfigMapping Row, Dictionary<string, object?> Values)> rows)
    {
        var days = new HashSet<(string Instrument, long Day)>();
        var groups = new HashSet<(string Instrument, string Name)>();
        foreach (var (_, values) in rows)
        {
            if (IsOld(1))
            {
                values.Remove("seeing");
                if (!values.ContainsKey("day_obs") && values.GetValueOrDefault("timespan") is Timespan { IsBeginUnbounded: false } timespan)
                    values["day_obs"] = long.Parse(TaiTime.ToUtc(timespan.BeginNanoseconds).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            }

            if (!IsOld(6) || values.GetValueOrDefault("instrument") is not string instrument)
                continue;
            if (element == "exposure" && values.Remove("group_name", out var group))
            {
                values.Remove("group_id");
                values["group"] = group;
                if (group is string name)
                    groups.Add((instrument, name));
            }

            if (values.GetValueOrDefault("day_obs") is long day)
                days.Add((instrument, day));
        }

        if (days.Count > 0)
            yield return (universe["day_obs"], [.. days.Order().Select(d => new DimensionRecord(universe["day_obs"], [d.Instrument, d.Day, Night(d.Instrument, d.Day)]))]);
        if (groups.Count > 0)
            yield return (universe["group"], [.. groups.Order().Select(g => new DimensionRecord(universe["group"], [g.Instrument, g.Name]))]);
    }

    private (DimensionElement, IReadOnlyList<DimensionRecord>) Memberships(List<(ConfigMapping Row, Dictionary<string, object?> Values)> rows)
    {
        var element = universe["visit_system_membership"];
        var records = new List<DimensionRecord>();
        foreach (var (row, values) in rows)
        {
            if (!values.Remove("visit_system", out var system))
                continue;
            var named = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["instrument"] = values.GetValueOrDefault("instrument"),
                ["visit_system"] = system,
                ["visit"] = values.GetValueOrDefault("id"),
            };
            records.Add(Record(element, row, named));
        }

        return (element, records);
    }

    // Null where it is not known when the days of an instrument begin.
    private Timespan? Night(string instrument, long day)
    {
        if (!DateTime.TryParseExact(day.ToString("d8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        if (ObservingDays.Offset(classNames.GetValueOrDefault(instrument), date) is { } offset)
            return Timespan.Between(TaiTime.FromTai(date + offset), TaiTime.FromTai(date + offset + TimeSpan.FromDays(1)));
        if (told.Add($"day {instrument}"))
            log.LogWarning("When the observing day of '{Instrument}' begins is not known, so the records of its days get no timespan.", instrument);
        return null;
    }

    private Dictionary<string, object?> Values(DimensionElement element, ConfigMapping row)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        ConfigNode? begin = null, end = null;
        foreach (var (key, node) in row.Entries)
        {
            switch (key.ToString())
            {
                case "datetime_begin":
                    begin = node;
                    break;
                case "datetime_end":
                    end = node;
                    break;
                case var name:
                    values[name == element.Name && element.PrimaryKey is { } own ? own.Name : name] = ImportValues.Field(node);
                    break;
            }
        }

        if (begin is not null || end is not null)
            values["timespan"] = ImportValues.Between(row, begin, end);
        return values;
    }

    private DimensionRecord Record(DimensionElement element, ConfigMapping row, Dictionary<string, object?> values)
    {
        // Columns that later universes gave up.
        if (header.UniverseVersion < universe.Version)
        {
            foreach (var column in values.Keys.Where(k => element.Schema.IndexOf(k) < 0).ToList())
            {
                values.Remove(column);
                if (told.Add($"column {element.Name}.{column}"))
                    log.LogWarning("The column '{Column}' of '{Element}' records is passed over: this repository's dimensions have none of that name.", column, element.Name);
            }
        }

        return ImportValues.Located(row, () => DimensionRecord.Create(element, values));
    }

    private DimensionElement Known(ConfigLocation where, string name) => universe.TryGet(name, out var element) && element.HasTable
        ? element
        : throw ImportValues.Error(where, $"'{name}' is no dimension element with records here.{Suggestions.For(name, universe.Elements.Where(e => e.HasTable).Select(e => e.Name))}");
}
