namespace SkyButler.Resources.Transfers;

/// <summary>How a file comes into a store, or out of it.</summary>
public enum TransferMode
{
    /// <summary>The file is inside the store already and stays where it is.</summary>
    None,

    /// <summary>Whatever is cheapest and safe: a link between local places, a copy elsewhere; nothing when the file is inside already.</summary>
    Auto,

    /// <summary>A copy of the content.</summary>
    Copy,

    /// <summary>A copy or rename after which the source is gone.</summary>
    Move,

    /// <summary>A hard link, or a symbolic link where that is not possible.</summary>
    Link,

    /// <summary>A hard link.</summary>
    Hardlink,

    /// <summary>A symbolic link by absolute path.</summary>
    Symlink,

    /// <summary>A symbolic link by the path from the link to the file.</summary>
    RelSymlink,

    /// <summary>Nothing is moved; the store remembers the file's own URI.</summary>
    Direct,

    /// <summary><see cref="None"/> for the files inside the store, <see cref="Direct"/> for the others.</summary>
    Split,
}
