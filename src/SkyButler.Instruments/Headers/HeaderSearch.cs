using System.Text.RegularExpressions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Headers;

/// <summary>Finds the files whose headers are wanted.</summary>
public static class HeaderSearch
{
    /// <summary>The pattern of FITS files' names.</summary>
    public const string FitsFiles = @"\.fit[s]?\b";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The files, and those below the folders whose name a pattern is found in, sorted by their paths.</summary>
    /// <param name="places">Files and folders; a file counts whatever its name.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="stores">Where they lie.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="HeaderException">The pattern is no regular expression, or nothing is there.</exception>
    public static async Task<IReadOnlyList<ResourcePath>> FindAsync(
        IReadOnlyList<ResourcePath> places, string pattern, ResourceStores stores, CancellationToken cancellationToken)
    {
        var regex = Compile(pattern);
        var found = new List<ResourcePath>();
        foreach (var place in places)
        {
            if (!place.IsDirectory)
            {
                found.Add(place);
                continue;
            }

            await foreach (var file in stores.For(place).ListAsync(place, cancellationToken))
            {
                if (regex.IsMatch(file.Path.Basename))
                    found.Add(file.Path);
            }
        }

        if (found.Count == 0)
            throw new HeaderException($"Nothing in {string.Join(", ", places.Select(place => place.DisplayName))} has a name that matches '{pattern}'; say by --regex which files are meant.");
        return [.. found.DistinctBy(file => file.ToString()).OrderBy(file => file.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The pattern, which is found in names.</summary>
    /// <exception cref="HeaderException">It is no regular expression.</exception>
    internal static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Longest);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new HeaderException($"'{pattern}' is no regular expression that can be used here: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
