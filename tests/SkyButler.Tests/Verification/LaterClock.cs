namespace SkyButler.Tests.Verification;

/// <summary>Shows the time two hours from now, when what is written now has been there for long.</summary>
internal sealed class LaterClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(2);
}
