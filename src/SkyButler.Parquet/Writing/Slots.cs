using SkyButler.Parquet.Columns;

namespace SkyButler.Parquet.Writing;

/// <summary>Entries on the way down to a leaf: where each stands in the column at hand, -1 once there is nothing more below it.</summary>
internal sealed class Slots
{
    private int[] places;
    private byte[] definitions;
    private byte[] repetitions;

    public Slots(int start, int count)
    {
        places = new int[count];
        for (var i = 0; i < count; i++)
            places[i] = start + i;
        definitions = new byte[count];
        repetitions = new byte[count];
    }

    public int Count => places.Length;

    public ReadOnlySpan<byte> Definitions => definitions;

    public ReadOnlySpan<byte> Repetitions => repetitions;

    /// <summary>Lets entries end where the column has nulls.</summary>
    public void Narrow(ParquetColumn column)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
                continue;
            if (column.IsNull(places[i]))
                places[i] = -1;
            else
                definitions[i]++;
        }
    }

    /// <summary>Makes an entry of each element; lists without any keep one that ends here.</summary>
    public void Expand(ListColumn lists, byte repetition)
    {
        var offsets = lists.Offsets.Span;
        var total = 0;
        foreach (var place in places)
            total = checked(total + (place < 0 ? 1 : Math.Max(1, offsets[place + 1] - offsets[place])));
        var (newPlaces, newDefinitions, newRepetitions) = (new int[total], new byte[total], new byte[total]);
        var at = 0;
        for (var i = 0; i < places.Length; i++)
        {
            var count = places[i] < 0 ? 0 : offsets[places[i] + 1] - offsets[places[i]];
            if (count == 0)
            {
                (newPlaces[at], newDefinitions[at], newRepetitions[at]) = (-1, definitions[i], repetitions[i]);
                at++;
                continue;
            }

            for (var element = 0; element < count; element++, at++)
            {
                newPlaces[at] = offsets[places[i]] + element;
                newDefinitions[at] = (byte)(definitions[i] + 1);
                newRepetitions[at] = element == 0 ? repetitions[i] : repetition;
            }
        }

        (places, definitions, repetitions) = (newPlaces, newDefinitions, newRepetitions);
    }

    /// <summary>Where the values are.</summary>
    public int[] Places() => Array.FindAll(places, p => p >= 0);
}
