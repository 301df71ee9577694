namespace SkyButler.Configuration;

/// <summary>A configuration can't be read, or says something impossible. The message begins with file, line and column where known.</summary>
public sealed class ConfigException : ButlerException
{
    /// <summary>Makes an error about no particular place.</summary>
    public ConfigException(string message, Exception? cause = null) : base(message, cause)
    {
    }

    /// <summary>Makes an error about a place in a file.</summary>
    public ConfigException(Nodes.ConfigLocation location, string message, Exception? cause = null)
        : base(location.IsKnown ? $"{location}: {message}" : message, cause)
    {
    }
}
