namespace SkyButler.Migrations;

/// <summary>A repository can't be migrated as was asked; nothing was changed.</summary>
public sealed class MigrationException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public MigrationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
