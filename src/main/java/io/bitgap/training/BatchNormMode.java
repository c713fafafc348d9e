package io.bitgap.training;

/** The treatment of batch norm in quantized training. */
public enum BatchNormMode {
    /** It follows the batches to the end. */
    TRAIN,
    /** From an epoch on its statistics stand still; scale and shift go on learning. */
    FREEZE,
    /** The baseline's statistics are folded into the convolutions before quantizers are attached; there is no batch norm. */
    FOLD_FROZEN
}
