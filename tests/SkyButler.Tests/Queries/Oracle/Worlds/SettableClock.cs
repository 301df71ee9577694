using SkyButler.Dimensions.Times;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A clock that shows what it is told to.</summary>
internal sealed class SettableClock : TimeProvider
{
    /// <summary>The time that it shows, as TAI nanoseconds.</summary>
    public long Tai { get; set; }

    public override DateTimeOffset GetUtcNow() => new(DateTime.SpecifyKind(TaiTime.ToUtc(Tai), DateTimeKind.Utc));
}
