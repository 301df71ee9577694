using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Registry.Managers;

/// <summary>Version of the tables that a manager owns.</summary>
internal readonly partial record struct ManagerVersion(int Major, int Minor, int Patch) : IComparable<ManagerVersion>
{
    public static ManagerVersion? TryParse(string text) => Pattern().Match(text) is { Success: true } match
        ? new ManagerVersion(Part(match, 1), Part(match, 2), Part(match, 3))
        : null;

    /// <summary>Whether software of this version may work on tables of another: newer software may read older tables of the same major version.</summary>
    public bool MayOpen(ManagerVersion stored, RegistryAccess access) =>
        Major == stored.Major && (Minor == stored.Minor || (Minor > stored.Minor && access == RegistryAccess.ReadOnly));

    public int CompareTo(ManagerVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static int Part(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(\d{1,6})\.(\d{1,6})\.(\d{1,6})\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
