namespace SkyButler.Resources.Durability;

/// <summary>Files in the system's folder for temporary ones that nobody else sees, and that go when they are closed, however the process ends.</summary>
public static class TemporaryFile
{
    /// <summary>Opens a new and empty one for reading and writing.</summary>
    /// <param name="bufferSize">How many bytes are read and written at once; 0 for those who do that themselves.</param>
    /// <exception cref="ResourceException">The folder can't be written.</exception>
    public static FileStream Open(int bufferSize = 4096)
    {
        try
        {
            var file = new FileStream(
                Path.GetTempFileName(),
                new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, BufferSize = bufferSize, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
            // Without a name it goes even with a process that is killed.
            if (!OperatingSystem.IsWindows())
                File.Delete(file.Name);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwnTemporaries.Unwritable("make a temporary file", e);
        }
    }
}
