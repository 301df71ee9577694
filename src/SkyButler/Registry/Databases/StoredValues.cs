using SkyButler.Geometry;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>Decodes what columns hold as text; a value that somebody damaged is told as the database's fault.</summary>
internal static class StoredValues
{
    /// <summary>A region.</summary>
    /// <exception cref="RegistryException">The text is none.</exception>
    public static Region Region(string text)
    {
        try
        {
            return Geometry.Region.DecodeBase64(text);
        }
        catch (GeometryException e)
        {
            throw new RegistryException($"A region in the database is damaged: {e.Message}; replace its record, or restore the database from a copy.", e);
        }
    }

    /// <summary>A hash.</summary>
    /// <exception cref="RegistryException">The text is none.</exception>
    public static byte[] Hash(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new RegistryException($"A hash in the database is damaged: '{text}' is not base64; restore the database from a copy.", e);
        }
    }
}
