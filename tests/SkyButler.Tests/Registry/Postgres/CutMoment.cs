namespace SkyButler.Tests.Registry.Postgres;

/// <summary>When a connection is cut.</summary>
public enum CutMoment
{
    Never,

    /// <summary>The server never hears of the commit.</summary>
    BeforeCommit,

    /// <summary>The server commits, and the client does not hear of it.</summary>
    AfterCommit,

    /// <summary>The same, and there are no new connections.</summary>
    AfterCommitForGood,
}
