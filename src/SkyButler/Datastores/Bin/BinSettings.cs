using SkyButler.Configuration;

namespace SkyButler.Datastores.Bin;

/// <summary>How much of what was removed is kept, and how long: <c>skybutler.undo</c> of the configuration.</summary>
/// <param name="Bytes">Greatest size; 0 keeps nothing.</param>
/// <param name="Age">How long files stay at most.</param>
internal sealed record BinSettings(long Bytes, TimeSpan Age)
{
    /// <summary>The heading of the section.</summary>
    public const string Heading = "undo";

    private const double UsualGigabytes = 10;
    private const double UsualDays = 30;

    /// <summary>Whether anything is kept.</summary>
    public bool IsOn => Bytes > 0 && Age > TimeSpan.Zero;

    /// <summary>Reads the section: <c>gigabytes</c> and <c>days</c>.</summary>
    public static BinSettings Read(Config section) => new(
        (long)((section.Number("gigabytes") ?? UsualGigabytes) * (1L << 30)),
        TimeSpan.FromDays(Math.Clamp(section.Number("days") ?? UsualDays, 0, 36_500)));
}
