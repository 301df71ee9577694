namespace SkyButler.Registry.Managers;

/// <summary>One of the original's classes that own part of the schema, as configurations and databases name it.</summary>
/// <param name="Key">Its part: <c>collections</c>, <c>datasets</c> …</param>
/// <param name="StoredName">Name in the database.</param>
/// <param name="Versions">Versions that are known here; the last is made.</param>
/// <param name="OtherName">Another name under which configurations know it; null where there is none.</param>
internal sealed record ManagerClass(string Key, string StoredName, IReadOnlyList<ManagerVersion> Versions, string? OtherName = null)
{
    public ManagerVersion Newest => Versions[^1];

    public bool IsNamed(string name) => name == StoredName || name == OtherName;
}
