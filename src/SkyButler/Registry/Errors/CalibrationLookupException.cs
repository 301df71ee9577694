namespace SkyButler.Registry.Errors;

/// <summary>More than one calibration matches, or none can be chosen.</summary>
public sealed class CalibrationLookupException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public CalibrationLookupException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
