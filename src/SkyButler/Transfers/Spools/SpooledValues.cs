using SkyButler.Dimensions.DataIds;

namespace SkyButler.Transfers.Spools;

/// <summary>Values of data IDs as bytes.</summary>
internal static class SpooledValues
{
    /// <summary>Writes values.</summary>
    public static void Write(BinaryWriter writer, ReadOnlySpan<DataIdValue> values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value.IsText);
            if (value.IsText)
                writer.Write(value.Text);
            else
                writer.Write(value.Number);
        }
    }

    /// <summary>The same back.</summary>
    public static DataIdValue[] Read(BinaryReader reader)
    {
        var values = new DataIdValue[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadBoolean() ? reader.ReadString() : reader.ReadInt64();
        return values;
    }
}
