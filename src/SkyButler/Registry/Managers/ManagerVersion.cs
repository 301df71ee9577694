using System.Globalization;

namespace SkyButler.Registry.Managers;

/// <summary>Version of the tables that a manager owns.</summary>
internal sealed record ManagerVersion(int Major, int Minor, int Patch) : IComparable<ManagerVersion>
{
    private const int LongestPart = 6;

    /// <summary>Reads <c>1.0.0</c>; null where a text is something else.</summary>
    public static ManagerVersion? TryParse(string text) => text.Split('.') is [var major, var minor, var patch]
        && TryPart(major, out var first) && TryPart(minor, out var second) && TryPart(patch, out var third)
            ? new ManagerVersion(first, second, third)
            : null;

    /// <summary>Whether software of this version may work on tables of another: newer software may read older tables of the same major version.</summary>
    public bool MayOpen(ManagerVersion stored, RegistryAccess access) =>
        Major == stored.Major && (Minor == stored.Minor || (Minor > stored.Minor && access == RegistryAccess.ReadOnly));

    public int CompareTo(ManagerVersion? other) => other is null ? 1 : (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool TryPart(string text, out int part)
    {
        part = 0;
        return text.Length is > 0 and <= LongestPart && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part);
    }
}
