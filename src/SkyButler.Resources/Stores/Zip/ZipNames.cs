namespace SkyButler.Resources.Stores.Zip;

/// <summary>Names in zips, and how URIs tell them: <c>file.zip#zip-path=name</c>, percent-encoded.</summary>
internal static class ZipNames
{
    private const string Prefix = "zip-path=";

    /// <summary>Whether a path names a member of a zip.</summary>
    public static bool IsMember(ResourcePath path) => path.Fragment.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The member's name.</summary>
    public static string Of(ResourcePath path) => Uri.UnescapeDataString(path.Fragment[Prefix.Length..]);

    /// <summary>The path of a member.</summary>
    public static ResourcePath PathOf(ResourcePath zip, string name) => zip.WithFragment(Prefix + Uri.EscapeDataString(name));

    /// <summary>Refuses what would lead out of a folder into which the zip is unpacked.</summary>
    /// <exception cref="ResourceException">The name is empty, absolute, climbs, or is none on some system.</exception>
    public static string Checked(string name, ResourcePath zip)
    {
        var reason = name switch
        {
            "" => "it is empty",
            _ when name.Contains('\0', StringComparison.Ordinal) => "it holds a NUL",
            _ when name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) => "it is absolute, or holds a backslash",
            _ when name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]) => "it names a drive",
            _ when name.Split('/').Any(part => part is "." or "..") => "it holds '.' or '..'",
            _ when name.Split('/').Any(part => System.Text.Encoding.UTF8.GetByteCount(part) > 255) => "a name in it is longer than 255 bytes",
            _ => null,
        };
        return reason is null
            ? name
            : throw new ResourceException($"The name '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' in the zip file {zip.WithFragment("").DisplayName} was refused: {reason}.");
    }
}
