using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace SkyButler.Resources.Stores.S3.Connections;

/// <summary>
/// Whose rights are used. Looked for in the endpoint's URL, in <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c> (unless a profile
/// is named), in the profile's section of the AWS files, and last where Amazon's machines give them.
/// </summary>
/// <param name="Credentials">The credentials; null leaves the search to the library.</param>
/// <param name="Origin">Where they come from, for errors.</param>
/// <param name="Identity">What tells two owners apart; no secret.</param>
/// <param name="Region">The region that goes with them.</param>
/// <param name="Url">The server that goes with them.</param>
internal sealed record S3Credentials(AWSCredentials? Credentials, string Origin, string Identity, string? Region, string? Url)
{
    /// <summary>Finds the credentials of a profile.</summary>
    /// <exception cref="ResourceException">The profile is named, but not known.</exception>
    public static S3Credentials Find(string profile, S3Endpoint endpoint, EnvironmentVariables environment)
    {
        if (endpoint.Key is not null)
            return new(new BasicAWSCredentials(endpoint.Key, endpoint.Secret), "credentials of the endpoint's URL", endpoint.Key, null, null);
        if (profile.Length == 0 && environment["AWS_ACCESS_KEY_ID"] is { } key && environment["AWS_SECRET_ACCESS_KEY"] is { } secret)
        {
            AWSCredentials own = environment["AWS_SESSION_TOKEN"] is { } token ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
            return new(own, "credentials of AWS_ACCESS_KEY_ID", key, null, null);
        }
        var name = profile.Length > 0 ? profile : environment["AWS_PROFILE"] ?? "default";
        var files = Files(environment);
        if (files.Select(file => FromFile(file, name)).FirstOrDefault(found => found is not null) is { } found)
            return found;
        if (profile.Length > 0 || environment["AWS_PROFILE"] is not null)
            throw new ResourceException($"There is no S3 profile '{name}' in {string.Join(" or ", files)}, and no environment variable LSST_RESOURCES_S3_PROFILE_{name} (https://key:secret@host) names one.");
        return new(null, "credentials of this machine", "machine", null, null);
    }

    private static string[] Files(EnvironmentVariables environment)
    {
        var home = Path.Combine(environment["HOME"] ?? "/", ".aws");
        return [environment["AWS_SHARED_CREDENTIALS_FILE"] ?? Path.Combine(home, "credentials"), environment["AWS_CONFIG_FILE"] ?? Path.Combine(home, "config")];
    }

    private static S3Credentials? FromFile(string file, string name)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            var chain = new CredentialProfileStoreChain(file);
            if (!chain.TryGetProfile(name, out var profile) || !chain.TryGetAWSCredentials(name, out var credentials))
                return null;
            return new(credentials, $"profile '{name}' of {file}", $"profile {name}", profile.Region?.SystemName, profile.EndpointUrl);
        }
        catch (Exception error) when (error is AmazonClientException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            throw new ResourceException($"The S3 profile '{name}' of {file} can't be used: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }
}
