namespace Robotics.Datasets;

/// <summary>Frames gathered one by one as the table that a dataset writes.</summary>
public static class FrameRows
{
    /// <summary>Puts rows one below the other.</summary>
    /// <param name="rows">A row per frame [T][columns].</param>
    /// <param name="columns">Numbers per frame.</param>
    /// <returns>[T, columns]</returns>
    /// <exception cref="ArgumentException">A row has another length.</exception>
    public static float[,] Table(IReadOnlyList<float[]> rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var table = new float[rows.Count, columns];
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != columns)
                throw new ArgumentException($"Frame {row} has {rows[row].Length} numbers, not {columns}.", nameof(rows));
            for (var column = 0; column < columns; column++)
                table[row, column] = rows[row][column];
        }

        return table;
    }
}
