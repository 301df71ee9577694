namespace SkyButler.Resources.Transfers;

/// <summary>Whether a staged file holds new content that must reach the disk.</summary>
internal enum NeedsFlush
{
    /// <summary>It is a link: its content is somebody else's.</summary>
    No,

    /// <summary>Its content was written here.</summary>
    Yes,
}
