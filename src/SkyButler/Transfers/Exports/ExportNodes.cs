using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Transfers.Exports;

/// <summary>Values as export files have them.</summary>
internal static class ExportNodes
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private static readonly ConfigScalar Null = new(null);

    /// <summary>A dimension record: its columns, with the timespan in two.</summary>
    public static ConfigMapping Of(DimensionRecord record)
    {
        var entries = new List<ConfigEntry>();
        var fields = record.Element.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Type != ColumnType.Timespan)
                entries.Add(Entry(fields[i].Name, Value(record.Values[i])));
            else if (record.Values[i] is Timespan timespan)
                entries.AddRange([Entry("datetime_begin", Begin(timespan)), Entry("datetime_end", End(timespan))]);
        }

        return new(entries);
    }

    /// <summary>A range of time.</summary>
    public static ConfigNode Of(Timespan timespan) => timespan.IsEmpty
        ? new ConfigScalar("EMPTY", null, ExportFile.TimespanTag)
        : new ConfigMapping([Entry("begin", Begin(timespan)), Entry("end", End(timespan))], ExportFile.TimespanTag);

    /// <summary>An identifier.</summary>
    public static ConfigScalar Of(Guid id) => new(id.ToString(), null, ExportFile.UuidTag);

    /// <summary>The required values of a data ID.</summary>
    public static ConfigMapping Of(DimensionGroup dimensions, ReadOnlySpan<DataIdValue> values)
    {
        var entries = new ConfigEntry[dimensions.Required.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Entry(dimensions.Required[i].Name, new ConfigScalar(values[i].ToObject()));
        return new(entries);
    }

    /// <summary>An entry of a mapping.</summary>
    public static ConfigEntry Entry(string key, ConfigNode value) => new(new ConfigScalar(key), value);

    /// <summary>An entry of a mapping.</summary>
    public static ConfigEntry Entry(string key, string? value) => new(new ConfigScalar(key), value is null ? Null : new ConfigScalar(value));

    private static ConfigNode Value(object? value) => value switch
    {
        Region region => new ConfigMapping([Entry("encoded", Convert.ToHexStringLower(region.Encode()))], ExportFile.RegionTagPrefix + region.GetType().Name),
        _ => new ConfigScalar(value),
    };

    private static ConfigScalar Begin(Timespan timespan) => timespan.IsBeginUnbounded ? Null : Time(timespan.BeginNanoseconds);

    private static ConfigScalar End(Timespan timespan) => timespan.IsEndUnbounded ? Null : Time(timespan.EndNanoseconds);

    private static ConfigScalar Time(long nanoseconds) => new(
        string.Create(CultureInfo.InvariantCulture, $"{TaiTime.ToTai(nanoseconds):yyyy-MM-dd HH:mm:ss}.{nanoseconds % NanosecondsPerSecond:d9}"), null, ExportFile.TimeTag);
}
