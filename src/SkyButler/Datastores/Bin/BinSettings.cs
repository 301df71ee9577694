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

    private static readonly string[] Keys = ["gigabytes", "datasets", "days"];

    private const double UsualGigabytes = 10;
    private const double UsualDatasets = 1_000_000;
    private const double UsualDays = 30;
    private const double LongestDays = 36_500;
    private const double MostGigabytes = 1 << 30;

    /// <summary>Whether anything is kept.</summary>
    public bool IsOn => Bytes > 0 && Datasets > 0 && Age > TimeSpan.Zero;

    /// <summary>Reads the section: <c>gigabytes</c>, <c>datasets</c> and <c>days</c>.</summary>
    /// <exception cref="ConfigException">It has another key, or one of these has no number.</exception>
    public static BinSettings Read(Config section)
    {
        if (section.Keys.FirstOrDefault(key => !Keys.Contains(key, StringComparer.Ordinal)) is { } unknown)
            throw new ConfigException(section.Find([unknown])!.Location, $"'{unknown}' is no setting of skybutler.{Heading}, which has {string.Join(", ", Keys)}.{Suggestions.For(unknown, Keys)}");
        return new(
            (long)(Math.Clamp(section.Number("gigabytes") ?? UsualGigabytes, 0, MostGigabytes) * (1L << 30)),
            (long)Math.Clamp(section.Number("datasets") ?? UsualDatasets, 0, long.MaxValue / 2),
            TimeSpan.FromDays(Math.Clamp(section.Number("days") ?? UsualDays, 0, LongestDays)));
    }
}
