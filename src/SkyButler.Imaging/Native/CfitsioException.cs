namespace SkyButler.Imaging.Native;

/// <summary>CFITSIO refused something; the message has its status, its words and its stack of messages.</summary>
internal sealed class CfitsioException : ImagingException
{
    /// <summary>Makes an error from what was done and what CFITSIO says.</summary>
    public CfitsioException(string message, int status)
        : base(message) => Status = status;

    /// <summary>CFITSIO's status code.</summary>
    public int Status { get; }
}
