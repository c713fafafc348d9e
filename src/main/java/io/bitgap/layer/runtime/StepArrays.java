package io.bitgap.layer.runtime;

import io.bitgap.layer.MemoryLimit;
import io.bitgap.layer.StopCheck;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a pass, which every layer makes before it computes: where a run can be stopped or refused with nothing half done. */
final class StepArrays {
    /** Asking how much the process has costs as much as a small array. */
    private static final long SMALL = 1 << 20;

    private StepArrays() {}

    static INDArray create(LayerWorkspaceMgr workspaces, ArrayType type, long... shape) {
        admit(workspaces, type, shape);
        return workspaces.createUninitialized(type, DataType.FLOAT, shape, 'c');
    }

    static INDArray copy(LayerWorkspaceMgr workspaces, ArrayType type, INDArray original) {
        admit(workspaces, type, original.shape());
        return workspaces.dup(type, original, 'c');
    }

    private static void admit(LayerWorkspaceMgr workspaces, ArrayType type, long... shape) {
        StopCheck.pass();
        long bytes = Float.BYTES;
        for (long side : shape) {
            bytes *= side;
        }
        if (bytes >= SMALL) {
            MemoryLimit.require(hasRoom(workspaces, type, bytes) ? 0 : bytes);
        }
    }

    /** Whether a workspace has taken that memory already, for this array of the step before. */
    private static boolean hasRoom(LayerWorkspaceMgr workspaces, ArrayType type, long bytes) {
        @Nullable String name = workspaces.hasConfiguration(type) ? workspaces.getWorkspaceName(type) : null;
        if (name == null) { // this array is to stand outside of workspaces
            return false;
        }
        MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(name);
        return workspace != null && workspace.getCurrentSize() - workspace.getPrimaryOffset() >= bytes;
    }
}
