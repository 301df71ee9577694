namespace SkyButler.Migrations;

/// <summary>Whether the database is copied before it is changed, and where to.</summary>
public sealed class BackupChoice
{
    private BackupChoice()
    {
    }

    /// <summary>A copy beside the database, named after what is done.</summary>
    public static BackupChoice Beside { get; } = new();

    /// <summary>No copy.</summary>
    public static BackupChoice None { get; } = new();

    /// <summary>The file to copy to; null where it is chosen.</summary>
    public string? Path { get; private init; }

    /// <summary>A copy in a file of this name, which must not exist.</summary>
    public static BackupChoice At(string path) => new() { Path = System.IO.Path.GetFullPath(path) };
}
