namespace SkyButler.Datastores.Templates;

/// <summary>A file template is wrong, or does not give a usable path for a dataset.</summary>
public sealed class TemplateException : DatastoreException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public TemplateException(string message)
        : base(message)
    {
    }
}
