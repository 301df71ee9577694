namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>How a program gets at an input.</summary>
public enum InputAccess
{
    /// <summary>The stored file itself where it is a local one, else a copy.</summary>
    Auto,

    /// <summary>The stored file itself; it is an error where that is no local one.</summary>
    Path,

    /// <summary>A copy of its own, which it may change.</summary>
    Copy,

    /// <summary>Its URI as it stands, such as <c>s3://bucket/key</c>; nothing is fetched.</summary>
    Uri,
}
