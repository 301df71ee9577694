namespace SkyButler.Tests.Faults;

/// <summary>What is done to a repository while something goes wrong.</summary>
public enum WorkKind
{
    /// <summary>Objects are stored.</summary>
    Put,

    /// <summary>Files are taken in by copies of them.</summary>
    Ingest,

    /// <summary>One file is taken in that storages of objects get in parts.</summary>
    Large,

    /// <summary>Files are taken in, and leave their places.</summary>
    Move,

    /// <summary>Datasets and their files are removed.</summary>
    Remove,

    /// <summary>What was removed last is brought back.</summary>
    Undo,
}
