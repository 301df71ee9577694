using SkyButler.Configuration;

namespace SkyButler.Datastores.Bin;

/// <summary>How much of what was removed is kept, and how long: <c>skybutler.undo</c> of the configuration.</summary>
/// <param name="Bytes">Greatest size of all that is kept, and of what one removal leaves; 0 keeps nothing.</param>
/// <param name="Datasets">Greatest number of datasets of all that is kept, and of one removal.</param>
/// <param name="Age">How long it is kept.</param>
internal sealed record BinSettings(long Bytes, long Datasets, TimeSpan Age)
{
    /// <summary>The heading of the section.</summary>
    public const string Heading = "undo";

    /// <summary>Greatest number of removals that are kept, of whatever size: each costs a look whenever the bin is trimmed.</summary>
    public const int Removals = 1000;

    private const string RemoteKey = "remote";
    private static readonly string[] RemoteKeys = ["gigabytes", "datasets", "days"];
    private static readonly string[] Keys = [.. RemoteKeys, RemoteKey];

    private const double UsualGigabytes = 10;
    private const double UsualDatasets = 1_000_000;
    private const long UsualRemoteDatasets = 100_000;
    private const long Gigabyte = 1L << 30;
    private const double UsualDays = 30;
    private const double LongestDays = 36_500;
    private const double MostGigabytes = 1 << 30;

    /// <summary>Whether anything is kept.</summary>
    public bool IsOn => Bytes > 0 && Datasets > 0 && Age > TimeSpan.Zero;

    /// <summary>Reads the section: <c>gigabytes</c>, <c>datasets</c> and <c>days</c>; what it has besides, <c>remote</c>, is read by <see cref="ReadRemote"/>.</summary>
    /// <exception cref="ConfigException">It has another key, or one of these has no number.</exception>
    public static BinSettings Read(Config section) => Read(section, $"skybutler.{Heading}", Keys, new((long)(UsualGigabytes * Gigabyte), (long)UsualDatasets, TimeSpan.FromDays(UsualDays)));

    /// <summary>
    /// Reads what holds where files are not on a local disk: the part <c>remote</c> with the same keys. What that does not say is as on disks, but for fewer
    /// datasets, each of which costs a copy that the server makes.
    /// </summary>
    /// <exception cref="ConfigException">There is another key, or one of these has no number.</exception>
    public static BinSettings ReadRemote(Config section)
    {
        var local = Read(section);
        return Read(section.Section(RemoteKey), $"skybutler.{Heading}.{RemoteKey}", RemoteKeys, local with { Datasets = Math.Min(local.Datasets, UsualRemoteDatasets) });
    }

    private static BinSettings Read(Config section, string name, string[] keys, BinSettings usual)
    {
        if (section.Keys.FirstOrDefault(key => !keys.Contains(key, StringComparer.Ordinal)) is { } unknown)
            throw new ConfigException(section.Find([unknown])!.Location, $"'{unknown}' is no setting of {name}, which has {string.Join(", ", keys)}.{Suggestions.For(unknown, keys)}");
        return new(
            section.Number("gigabytes") is { } gigabytes ? (long)(Math.Clamp(gigabytes, 0, MostGigabytes) * Gigabyte) : usual.Bytes,
            section.Number("datasets") is { } datasets ? (long)Math.Clamp(datasets, 0, long.MaxValue / 2) : usual.Datasets,
            section.Number("days") is { } days ? TimeSpan.FromDays(Math.Clamp(days, 0, LongestDays)) : usual.Age);
    }
}
