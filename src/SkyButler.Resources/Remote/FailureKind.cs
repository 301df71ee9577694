namespace SkyButler.Resources.Remote;

/// <summary>Whether a failure of a request may pass.</summary>
internal enum FailureKind
{
    /// <summary>The same request will fail again.</summary>
    Lasting,

    /// <summary>The same request may succeed in a while.</summary>
    Passing,

    /// <summary>Nobody answers at the address.</summary>
    Unreachable,
}
