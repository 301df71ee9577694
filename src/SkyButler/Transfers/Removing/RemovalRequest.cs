using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Transfers.Removing;

/// <summary>What the log is to tell of a removal, and what is to be kept of it.</summary>
internal sealed record RemovalRequest
{
    /// <summary>What is done.</summary>
    public required LogAction Action { get; init; }

    /// <summary>To what.</summary>
    public required string Subject { get; init; }

    /// <summary>The runs that go with it.</summary>
    public IReadOnlyList<LoggedCollection> Collections { get; init; } = [];

    /// <summary>How many datasets it concerns.</summary>
    public required long Count { get; init; }

    /// <summary>Whether it can be brought back.</summary>
    public required RemovalKeeping Keeping { get; init; }

    /// <summary>The collections whose tags and validity ranges go; null for all.</summary>
    public IReadOnlySet<string>? Memberships { get; init; }
}
