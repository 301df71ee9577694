using Microsoft.Extensions.Logging;
using SkyButler.Resources;

namespace SkyButler.Transfers;

/// <summary>Tells of files that are registered but missing: of the first by name, of the rest how many, since there may be millions.</summary>
/// <param name="log">Where it is told.</param>
/// <param name="consequence">What becomes of their datasets.</param>
internal sealed class MissingFiles(ILogger log, string consequence)
{
    private const int Named = 10;
    private long _count;

    /// <summary>Tells of a file.</summary>
    public void Add(ResourcePath file)
    {
        if (++_count <= Named)
            log.LogWarning("The file {File} is registered but missing; {Consequence}.", file.DisplayName, consequence);
    }

    /// <summary>Tells how many more there were.</summary>
    public void Finish()
    {
        if (_count > Named)
            log.LogWarning("{Count:N0} more files are registered but missing; {Consequence}. All of them are listed by 'butler verify'.", _count - Named, consequence);
    }
}
