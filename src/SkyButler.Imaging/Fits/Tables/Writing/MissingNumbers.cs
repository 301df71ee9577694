using System.Numerics;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Finds a whole number that no row of a column holds, to stand for missing values.</summary>
internal static class MissingNumbers
{
    private const int Tries = 1000;

    /// <exception cref="TableException">Every number is taken.</exception>
    public static T Find<T>(Column column)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var values = column is RaggedColumn<T> ragged ? ragged.Values : ((Column<T>)column).Values;
        // Numbers that lie next to one another can all be taken in a narrow type only.
        var taken = new HashSet<T>();
        bool isNarrow = System.Runtime.CompilerServices.Unsafe.SizeOf<T>() == 1;
        var limit = T.CreateSaturating(Tries);
        for (int i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!column.Mask[i] && (isNarrow || (value - T.MinValue < limit && value - T.MinValue >= T.Zero)))
                taken.Add(value);
        }

        var candidate = T.MinValue;
        for (int i = 0; i < Tries && taken.Contains(candidate) && candidate < T.MaxValue; i++)
            candidate++;
        return !taken.Contains(candidate) ? candidate : throw new TableException(
            $"Column '{column.Name}' has missing values, but no {column.Definition.TypeText} is left to stand for them: widen its type");
    }
}
