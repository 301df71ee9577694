using SkyButler.Configuration.Databases;

namespace SkyButler.Registry;

/// <summary>What of a repository's configuration the registry needs.</summary>
public sealed record RegistrySettings
{
    /// <summary>Database URL with the repository's root filled in, such as <c>sqlite:////data/repo/gen3.sqlite3</c>.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>SQL schema that holds the tables; null for the database's default.</summary>
    public string? Namespace { get; init; }

    /// <summary>The same database with what the URL leaves out filled in, a password perhaps; null where the URL says all.</summary>
    public DatabaseAddress? DatabaseAddress { get; init; }

    /// <summary>A file of passwords as PostgreSQL's own programs read it; null for the usual one.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Whether the database's user may make temporary tables.</summary>
    public TemporaryTables TemporaryTables { get; init; }

    /// <summary>Manager class by key (<c>collections</c>, <c>datasets</c> …) as <c>registry.managers</c> names them.</summary>
    public required IReadOnlyDictionary<string, string> Managers { get; init; }

    /// <summary>Versions (<c>1.0.0</c>) asked for at creation, by manager key, where <c>registry.managers</c> has a <c>schema_version</c>.</summary>
    public IReadOnlyDictionary<string, string> ManagerVersions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clock for identifiers and ingest dates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the database is a file that goes with the work that it is for, and need not outlast a power loss.</summary>
    internal bool IsTemporary { get; init; }

    /// <summary>How long to wait for another process that writes, unless it is said.</summary>
    internal static readonly TimeSpan DefaultLockWait = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for another process that writes, and for a server that has no room for another client.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;
}
