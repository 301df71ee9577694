namespace SkyButler.Tests.Registry;

/// <summary>Where a registry is kept.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
