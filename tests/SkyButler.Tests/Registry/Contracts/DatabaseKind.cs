namespace SkyButler.Tests.Registry.Contracts;

/// <summary>Where a registry is kept.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
