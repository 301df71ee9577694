namespace SkyButler.Resources.Stores.S3.Connections;

/// <summary>What the environment says of a server: its URL, with credentials where they are written into it.</summary>
/// <param name="Url">The URL without credentials; null for Amazon's own servers.</param>
/// <param name="Key">The access key; null where it is to be found elsewhere.</param>
/// <param name="Secret">The secret key.</param>
internal sealed record S3Endpoint(string? Url, string? Key, string? Secret)
{
    private const string ProfileVariable = "LSST_RESOURCES_S3_PROFILE_";

    /// <summary>The server of a profile; the usual one where that is empty.</summary>
    /// <exception cref="ResourceException">A variable holds no URL.</exception>
    public static S3Endpoint Of(string profile, EnvironmentVariables environment)
    {
        if (profile.Length > 0 && environment[ProfileVariable + profile] is { } own)
            return Parse(ProfileVariable + profile, own);
        foreach (var name in (string[])["S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        {
            if (environment[name] is { } url)
                return Parse(name, url);
        }
        return new(null, null, null);
    }

    private static S3Endpoint Parse(string variable, string text)
    {
        // The text may hold a secret: no message repeats it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ResourceException($"The environment variable {variable} holds no http or https URL; set it to https://host[:port] or https://key:secret@host[:port].");
        var address = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        if (url.UserInfo.Length == 0)
            return new(address, null, null);
        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            throw new ResourceException($"The environment variable {variable} names a user without a password; set it to https://key:secret@host[:port].");
        return new(address, Uri.UnescapeDataString(url.UserInfo[..colon]), Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]));
    }
}
