using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Registry.Collections;
using SkyButler.Transfers.Exports;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>Values of export files, old and new.</summary>
internal static class ImportValues
{
    // Integer identifiers of old repositories became these.
    private static readonly Guid IntegerNamespace = new("4d4851f4-2890-4d41-8779-5f38a3f5062b");

    /// <summary>The error about a place of the file.</summary>
    public static ImportException Error(ConfigLocation where, string message) => new($"{where}: {message}");

    /// <summary>Text.</summary>
    public static string Text(ConfigNode node, string what) =>
        node is ConfigScalar { Value: not (null or byte[]) } scalar ? scalar.ToString() : throw Error(node.Location, $"{what} must be text, but this is {node.Kind}.");

    /// <summary>The items of a list; a single value stands for a list of it, null for none.</summary>
    public static IReadOnlyList<ConfigNode> List(ConfigNode? node) => node switch
    {
        null or ConfigScalar { Value: null } => [],
        ConfigSequence sequence => sequence.Items,
        _ => [node],
    };

    /// <summary>A mapping.</summary>
    public static ConfigMapping Mapping(ConfigNode node, string what) =>
        node as ConfigMapping ?? throw Error(node.Location, $"{what} must be a mapping, but this is {node.Kind}.");

    /// <summary>The type of a collection.</summary>
    public static CollectionType Collection(ConfigNode node) => CollectionTypes.Find(Text(node, "A collection's type"))
        ?? throw Error(node.Location, $"'{node}' is no type of collections; there are {string.Join(", ", CollectionTypes.Names)}.");

    /// <summary>An identifier.</summary>
    public static Guid Id(ConfigNode node) => node switch
    {
        ConfigScalar { Value: long number } => FromInteger(number),
        ConfigScalar { Value: string text } when Guid.TryParse(text, out var id) => id,
        _ => throw Error(node.Location, $"'{node}' is no identifier of a dataset."),
    };

    /// <summary>A value of a dimension record.</summary>
    public static object? Field(ConfigNode node) => node switch
    {
        ConfigMapping { Tag: { } tag } region when tag.StartsWith(ExportFile.RegionTagPrefix, StringComparison.Ordinal) => Region(region),
        ConfigNode { Tag: ExportFile.TimespanTag } => Timespan(node),
        ConfigScalar { Tag: ExportFile.TimeTag } => Instant(node),
        ConfigScalar { Value: BigInteger } => throw Error(node.Location, $"The number {node} is too large."),
        ConfigScalar { Tag: null } scalar => scalar.Value,
        _ => throw Error(node.Location, $"A single value is needed here, but this is {node.Kind}{(node.Tag is null ? "" : $" tagged '{node.Tag}'")}."),
    };

    /// <summary>An instant in nanoseconds TAI, null for an unbounded one. Times without a zone are UTC.</summary>
    public static long? Instant(ConfigNode node) => node switch
    {
        ConfigScalar { Value: null } => null,
        ConfigScalar { Tag: ExportFile.TimeTag } scalar => Located(node, () => TaiTime.ParseIso(scalar.ToString())),
        ConfigScalar { Value: DateTime time } => TaiTime.FromUtc(time),
        ConfigScalar { Value: DateOnly date } => TaiTime.FromUtc(date.ToDateTime(TimeOnly.MinValue)),
        ConfigScalar { Value: DateTimeOffset time } => TaiTime.FromUtc(time.UtcDateTime),
        ConfigScalar { Value: string text } => TaiTime.FromUtc(TaiTime.ToTai(Located(node, () => TaiTime.ParseIso(text)))),
        _ => throw Error(node.Location, $"A time is needed here, but this is {node.Kind}."),
    };

    /// <summary>A range of time.</summary>
    public static Timespan Timespan(ConfigNode node)
    {
        if (node is ConfigScalar { Value: "EMPTY" })
            return Dimensions.Times.Timespan.Empty;
        var mapping = Mapping(node, "A timespan");
        return Between(node, mapping.TryGet("begin", out var begin) ? begin : null, mapping.TryGet("end", out var end) ? end : null);
    }

    /// <summary>The range between two instants, either of which may be left out.</summary>
    public static Timespan Between(ConfigNode node, ConfigNode? begin, ConfigNode? end) =>
        Located(node, () => Dimensions.Times.Timespan.Between(begin is null ? null : Instant(begin), end is null ? null : Instant(end)));

    /// <summary>Does work whose errors are about a place of the file.</summary>
    public static T Located<T>(ConfigNode node, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is DimensionException or GeometryException or Resources.ResourceException or Datasets.DatasetTypeException)
        {
            throw new ImportException($"{node.Location}: {error.Message}", error);
        }
    }

    private static Region Region(ConfigMapping mapping)
    {
        if (!mapping.TryGet("encoded", out var encoded))
            throw Error(mapping.Location, "A region needs its encoding under 'encoded'.");
        try
        {
            return Located(encoded, () => Geometry.Region.Decode(Convert.FromHexString(encoded.ToString()!)));
        }
        catch (FormatException)
        {
            throw Error(encoded.Location, "The encoding of a region is not a row of hexadecimal digits.");
        }
    }

    // RFC 9562, version 3.
    private static Guid FromInteger(long number)
    {
        var input = new byte[16 + 20];
        IntegerNamespace.TryWriteBytes(input, bigEndian: true, out _);
        var length = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture), input.AsSpan(16));
#pragma warning disable CA5351 // The identifiers of old exports are defined by this hash.
        var hash = MD5.HashData(input.AsSpan(0, 16 + length));
#pragma warning restore CA5351
        hash[6] = (byte)((hash[6] & 0x0F) | 0x30);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
