namespace SkyButler.Parquet.Reading;

/// <summary>Says of errors in which file and where in it they came up.</summary>
internal static class Failures
{
    /// <summary>The same error with its place.</summary>
    public static ParquetException Named(string file, string where, ParquetException error) => error switch
    {
        ParquetUnsupportedException => new ParquetUnsupportedException($"'{file}' cannot be read{where}: {error.Message}"),
        _ => new ParquetFormatException($"'{file}' is no sound Parquet file{where}: {error.Message}", error),
    };

    /// <summary>Whether damaged bytes may have led to it: the spans and arrays into which they point complain in these ways.</summary>
    public static bool IsOfDamage(Exception error) =>
        error is ParquetFormatException or ParquetUnsupportedException or IndexOutOfRangeException or ArgumentException or OverflowException or InvalidDataException or InvalidCastException;

    /// <summary>An error of damage with its place.</summary>
    public static ParquetException Damage(string file, string where, Exception error) =>
        Named(file, where, error as ParquetException ?? new ParquetFormatException("its pages contradict themselves", error));
}
