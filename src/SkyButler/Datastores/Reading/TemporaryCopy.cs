using SkyButler.Datastores.Formatters;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Reading;

/// <summary>Local copies of what is not a local file.</summary>
internal static class TemporaryCopy
{
    private static readonly FileStreamOptions OwnersOnly = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    /// <summary>Copies the content of a source to a new temporary file with the given extension.</summary>
    public static async Task<string> MakeAsync(FormatterSource source, string extension, CancellationToken cancellationToken)
    {
        var copy = OwnTemporaries.NewFile(extension);
        var input = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            try
            {
                var output = new FileStream(copy, OwnersOnly);
                await using (output.ConfigureAwait(false))
                    await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                File.Delete(copy);
                throw;
            }
        }

        return copy;
    }

    /// <summary>Removes a copy, when its making has ended; nothing where none was begun.</summary>
    public static async ValueTask RemoveAsync(Task<string>? making)
    {
        if (making is null)
            return;
        await ((Task)making).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (making.IsCompletedSuccessfully)
            File.Delete(await making.ConfigureAwait(false));
    }
}
